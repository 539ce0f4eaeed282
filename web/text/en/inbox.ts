export const inbox = {
  title: "Dev inbox",
  lead: "Codes and messages the sandbox sender would have sent. Absent in production.",
  emptyTitle: "Nothing was sent yet",
  emptyText: "Ask for a sign-in code and it appears here.",
  to: "to {to}",
  email: "e-mail",
  sms: "text message",
  onlyTo: "Only messages to {to}",
  showAll: "Show all",
} as const;
