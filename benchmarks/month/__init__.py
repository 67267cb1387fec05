"""A month of a hundred papers and more that publish, pause, break, change their design and come back, in minutes.

Everything but the clock, the names of hosts and the papers is real: two processes take, crawl from a server on this
machine, conclude, judge, plan and tell, as ``morgue harvest`` does; now and then one of them is killed.
"""
