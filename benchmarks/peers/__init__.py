"""What a crawl is compared with: each a script that takes a file of addresses and prints how many pages it has read."""
