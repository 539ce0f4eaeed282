export const home = {
  title: "Live now",
  lead: "Watch, ask, and buy from people who show you what they sell.",
  emptyTitle: "Nobody is live right now",
  emptyText: "Broadcasts appear here as soon as they start.",
  live: "Live",
  watching: "{count, plural, one {# watching} other {# watching}}",
  pinned: "On now",
  bag: "{count, plural, one {# product} other {# products}}",
  openRoom: "{title}, live with {host}",
} as const;
