"""Mail: customers' letters to the shop's own address or through a platform's relay, and the shop's own replies."""
