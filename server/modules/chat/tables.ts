export type LineRow = {
  readonly room_id: string;
  readonly line_id: string;
  readonly session_id: string;
  readonly account_id: string;
  readonly role: "viewer" | "host" | "staff";
  readonly body: string;
  readonly at: Date;
};

export type ChatTables = { "chat.line": LineRow };
