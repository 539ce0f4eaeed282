import { createTransport } from "nodemailer";
import { errorCodeOf } from "../../kernel/db.ts";
import { SenderError, type CodeSender } from "./code-sender.ts";

/** E-mail over SMTP. `url` as in `smtps://user:password@mail.example.org`. */
export function createMailSender(options: { url: string; from: string; timeout_ms: number }): CodeSender {
  const { timeout_ms } = options;
  const transport = createTransport({
    url: options.url,
    connectionTimeout: timeout_ms,
    greetingTimeout: timeout_ms,
    socketTimeout: timeout_ms,
    dnsTimeout: timeout_ms,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text, headers }) {
      try {
        await transport.sendMail({
          from: options.from,
          to: { name: "", address: to },
          subject,
          text,
          headers: { ...headers, "Auto-Submitted": "auto-generated" },
        });
      } catch (error) {
        // The server's words may repeat the address; its code does not.
        throw new SenderError(errorCodeOf(error) ?? "unknown");
      }
    },
    stop: () => transport.close(),
  };
}
