import { BellRing, Mail, Smartphone } from "lucide-react";
import { useTranslations } from "use-intl";
import {
  notificationChannels,
  notificationGroups,
  type NotificationChannel,
  type NotificationSetting,
  type NotificationSettings,
} from "../../../contract/notifications.ts";
import { queryClient } from "../../api/client.ts";
import { callKey, useAct, useCall } from "../../api/hooks.ts";
import { usePush } from "../../api/push.ts";
import { Button } from "../../ui/button.tsx";
import { PageBody, PageHeader, Section } from "../../ui/page.tsx";
import { ErrorLine, ErrorState } from "../../ui/states.tsx";
import { Switch } from "../../ui/switch.tsx";
import { RowsSkeleton, SignedIn } from "../work/guard.tsx";

const channelIcons = { in_app: BellRing, push: Smartphone, mail: Mail } as const;

/** What I am told of, and how. */
export function NotificationSettingsPage() {
  const t = useTranslations("notices");
  return (
    <PageBody>
      <PageHeader title={t("settings")} back="/me" lead={t("settingsLead")} />
      <SignedIn title={t("guestTitle")} text={t("guestText")}>
        <div className="grid gap-4">
          <PushCard />
          <Settings />
        </div>
      </SignedIn>
    </PageBody>
  );
}

/** Pushes on this device: asked for by a press alone, after saying what for. */
function PushCard() {
  const t = useTranslations("notices");
  const push = usePush();
  const { state } = push;
  if (state === "unknown") return null;
  return (
    <Section title={t("push.title")}>
      <p className="text-muted">{t(`push.${state}`)}</p>
      {(state === "off" || state === "on") && (
        <Button
          className="mt-3"
          kind={state === "off" ? "solid" : "quiet"}
          busy={push.busy}
          onClick={() => push.turn(state === "off")}
        >
          {t(state === "off" ? "push.turnOn" : "push.turnOff")}
        </Button>
      )}
      {push.error !== null && (
        <div className="mt-3">
          <ErrorLine error={push.error} />
        </div>
      )}
    </Section>
  );
}

function Settings() {
  const t = useTranslations("notices");
  const settings = useCall("getNotificationSettings");
  const put = useAct("putNotificationSetting", {
    onDone: (answer) => queryClient.setQueryData<NotificationSettings>(callKey("getNotificationSettings"), answer),
  });
  if (settings.data === undefined)
    return settings.error === null ? (
      <RowsSkeleton rows={6} />
    ) : (
      <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
    );
  const { data, mail_possible } = settings.data;
  const groups = notificationGroups.filter((group) => data.some((one) => one.group === group));
  return (
    <>
      {!mail_possible && <p className="text-sm text-muted">{t("noMail")}</p>}
      <ErrorLine error={put.error} />
      {groups.map((group) => (
        <Section key={group} title={t(`groups.${group}`)}>
          <Head />
          <ul className="divide-y divide-line">
            {data
              .filter((one) => one.group === group)
              .map((one) => (
                <Row
                  key={one.kind}
                  setting={one}
                  mailPossible={mail_possible}
                  onChange={(channel, on) => put.run({ body: { kind: one.kind, channel, on } })}
                />
              ))}
          </ul>
        </Section>
      ))}
    </>
  );
}

function Head() {
  const t = useTranslations("notices");
  return (
    <div aria-hidden className="flex justify-end pb-1 text-xs text-muted">
      {notificationChannels.map((channel) => {
        const Icon = channelIcons[channel];
        return (
          <span key={channel} className="grid w-14 justify-items-center gap-0.5">
            <Icon size={16} strokeWidth={1.8} />
            {t(`channels.${channel}`)}
          </span>
        );
      })}
    </div>
  );
}

function Row({
  setting,
  mailPossible,
  onChange,
}: {
  readonly setting: NotificationSetting;
  readonly mailPossible: boolean;
  readonly onChange: (channel: NotificationChannel, on: boolean) => void;
}) {
  const t = useTranslations("notices");
  const name = t(`kinds.${setting.kind}`);
  return (
    <li className="flex items-center gap-2 py-1.5">
      <span className="min-w-0 flex-1">
        {name}
        {setting.locked.length > 0 && <span className="block text-xs text-muted">{t("locked")}</span>}
      </span>
      {notificationChannels.map((channel) => (
        <span key={channel} className="grid w-14 place-items-center">
          <Switch
            label={`${name}: ${t(`channels.${channel}`)}`}
            on={setting[channel] && (channel !== "mail" || mailPossible)}
            disabled={setting.locked.includes(channel) || (channel === "mail" && !mailPossible)}
            onChange={(on) => onChange(channel, on)}
          />
        </span>
      ))}
    </li>
  );
}
