import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { Section, useTitle } from "../../ui/page.tsx";
import { Code } from "./code.tsx";

const body = `{
  "id": "evt_01kas000000000000000000000",
  "object": "event",
  "type": "order.paid",
  "created_at": "2026-11-22T04:00:00.000Z",
  "shop_id": "shop_01kas000000000000000000000",
  "data": { "order_id": "ord_01kas000000000000000000000", "quantity": 2, "total": 7980 }
}`;
const check = `import { createHmac, timingSafeEqual } from "node:crypto";

export function verify(secret, headers, rawBody) {
  const id = headers["webhook-id"], seconds = headers["webhook-timestamp"];
  if (Math.abs(Date.now() / 1000 - Number(seconds)) > 300) return false; // a replay of somebody else's
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const expected = createHmac("sha256", key).update(\`\${id}.\${seconds}.\${rawBody}\`).digest();
  return headers["webhook-signature"].split(" ").some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ""), "base64");
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}`;

/** What an endpoint is sent, how to check it, what happens when it is away. */
export function WebhooksGuidePage() {
  const t = useTranslations("docs.hooks");
  useTitle(t("title"));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Section title={t("title")}>
        <p className="mb-3 text-muted">{t("lead")}</p>
        <Code label={t("body")} text={body} />
        <Link to="/sell/webhooks" className="mt-4 inline-block font-semibold underline underline-offset-4">
          {t("manage")}
        </Link>
      </Section>
      <Section title={t("checkTitle")}>
        <p className="mb-3 text-muted">{t("checkLead")}</p>
        <Code label={t("checkTitle")} text={check} />
      </Section>
      <Section title={t("rulesTitle")}>
        <ul className="grid list-disc gap-2 pl-5 text-muted">
          {(["answer", "again", "once", "order", "gone", "secret", "replay"] as const).map((name) => (
            <li key={name}>{t(`rules.${name}`)}</li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
