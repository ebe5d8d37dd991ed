"""From many laptops to one headquarters and back: keys, packages, transports, receipts, central package."""
