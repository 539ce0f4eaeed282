export const orders = {
  aftersales: "Refunds and after-sales",
  title: "My orders",
  all: "All",
  filter: "Orders by state",
  emptyTitle: "No orders here",
  emptyText: "What you buy in a room or a shop stands here.",
  guestTitle: "Sign in to see your orders",
  guestText: "Your orders belong to your account.",
  payNow: "Pay",
  payBy: "Pay within {time}",
  more: "and {count, plural, one {# more product} other {# more products}}",
} as const;
