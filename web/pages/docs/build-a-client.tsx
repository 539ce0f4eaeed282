import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { Section, useTitle } from "../../ui/page.tsx";
import { Code } from "./code.tsx";
import script from "./purchase.sh?raw";
import { stepsOf } from "./steps.ts";

/** The file speaks to a server at home; who reads it here wants to call the server that shows it. */
const steps = stepsOf(script.replaceAll("http://127.0.0.1:3000", location.origin));
type StepName = "begin" | "sign_in" | "find" | "address" | "order" | "pay" | "wait";

/** A purchase with nothing but curl. The commands are the file that a test runs against the demo. */
export function BuildAClientPage() {
  const t = useTranslations("docs");
  useTitle(t("client"));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Section title={t("curlTitle")}>
        <p className="mb-4 text-muted">{t("curlLead")}</p>
        <ol className="grid grid-cols-[minmax(0,1fr)] gap-5">
          {steps.map(({ name, code }, index) => (
            <li key={name} className="grid grid-cols-[minmax(0,1fr)] gap-2">
              <h3 className="font-semibold">
                <span className="num mr-2 text-muted">{index + 1}</span>
                {t(`steps.${name as StepName}`)}
              </h3>
              <Code label={t(`steps.${name as StepName}`)} text={code} />
            </li>
          ))}
        </ol>
      </Section>
      <Section title={t("typedTitle")}>
        <p className="mb-3 text-muted">{t("typedLead")}</p>
        <Code
          label={t("typedTitle")}
          text={`import { createClient } from "./contract/client.ts";

const call = createClient({ baseUrl: "${location.origin}", token: () => process.env.LAOTIE_KEY });
const { data: rooms } = await call("listRooms");
const room = await call("getRoom", { params: { room_id: rooms[0].id } });`}
        />
      </Section>
      <Section title={t("keysTitle")}>
        <p className="mb-3 text-muted">{t("keysLead")}</p>
        <Link to="/me/keys" className="font-semibold underline underline-offset-4">
          {t("keysLink")}
        </Link>
      </Section>
      <Section title={t("mannersTitle")}>
        <ul className="grid list-disc gap-2 pl-5 text-muted">
          <li>{t("manners.ids")}</li>
          <li>{t("manners.money")}</li>
          <li>{t("manners.lists")}</li>
          <li>{t("manners.errors")}</li>
          <li>{t("manners.keys")}</li>
          <li>{t("manners.limits")}</li>
        </ul>
      </Section>
    </div>
  );
}
