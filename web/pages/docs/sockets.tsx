import { useTranslations } from "use-intl";
import { Section, useTitle } from "../../ui/page.tsx";
import { Code } from "./code.tsx";

const script = `const socket = new WebSocket("${location.origin.replace(/^http/, "ws")}/v1/socket");
let position; // where in the channel we are

socket.onopen = () => {
  socket.send(JSON.stringify({ t: "hello", version: 1, device: "my-client-0001", token: KEY }));
  socket.send(JSON.stringify({ t: "join", channel: "room:" + ROOM, since: position }));
};
socket.onmessage = ({ data }) => {
  const frame = JSON.parse(data);
  if (frame.t === "joined") {
    if (frame.gap) forgetWhatYouKnew();
    position = { epoch: frame.epoch, offset: frame.offset };
    frame.items.forEach(show);
  }
  if (frame.t === "items") {
    position = { ...position, offset: frame.offset };
    frame.items.forEach(show);
  }
};
socket.onclose = ({ code }) => {
  if (code < 4100) setTimeout(connect, 1000 + Math.random() * 2000);
};`;
const video = `ffplay ${location.origin}/live/ROOM_ID.flv`;

/** The live socket: what to say, what comes, how to come back. */
export function SocketsPage() {
  const t = useTranslations("docs.socket");
  useTitle(t("title"));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Section title={t("title")}>
        <p className="mb-3 text-muted">{t("lead")}</p>
        <Code label={t("title")} text={script} />
      </Section>
      <Section title={t("framesTitle")}>
        <dl className="grid gap-3">
          {(["hello", "join", "say", "like", "items", "closing"] as const).map((name) => (
            <div key={name}>
              <dt className="font-mono text-sm font-semibold">{t(`frames.${name}.name`)}</dt>
              <dd className="text-muted">{t(`frames.${name}.text`)}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={t("videoTitle")}>
        <p className="mb-3 text-muted">{t("videoLead")}</p>
        <Code label={t("videoTitle")} text={video} />
      </Section>
    </div>
  );
}
