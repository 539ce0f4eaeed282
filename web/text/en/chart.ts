export const chart = {
  asTable: "Show as a table",
  failed: "The chart could not be loaded. The numbers are in the table below.",
} as const;
