export const demo = {
  chip: "Demo",
  chipLabel: "This is a demo market. What does that mean?",
  title: "A market at play",
  text: "The hosts, viewers, orders and numbers here are simulated by a second program that uses the same public API as you. No money moves, and nothing here ever mixes with a real market's data.",
  comeIn: "Come in as",
  viewer: { name: "Viewer", text: "Follows hosts, with orders in every state" },
  host: { name: "Host", text: "A shop, a recap, and a session ready to go live" },
  merchant: { name: "Merchant", text: "A room on air and parcels waiting to be shipped" },
  operator: { name: "Operator", text: "Rooms to watch and an application to decide" },
  entered: "You are {name} now",
  resetText: "Changed too much? Bring the market back to its first day.",
  reset: "Begin anew",
  resetTitle: "Begin anew?",
  resetAsk:
    "Everything in this demo is dropped: shops, orders, chats and your own changes. Everybody is signed out. It takes a few seconds.",
  resetConfirm: "Drop everything",
  resetting: "Beginning anew",
} as const;
