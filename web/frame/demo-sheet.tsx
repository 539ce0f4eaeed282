import { useNavigate } from "@tanstack/react-router";
import { ChevronRight, Gauge, RotateCcw, Store, User, Video } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Account, AccountRole } from "../../contract/accounts.ts";
import { browserTimers } from "../api/browser.ts";
import { call, isSignedOut } from "../api/client.ts";
import { useAct } from "../api/hooks.ts";
import { signedIn, signedOut } from "../sign-in/require-sign-in.ts";
import { rolePlaces } from "../sign-in/role-places.ts";
import { Button } from "../ui/button.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { ErrorLine } from "../ui/states.tsx";
import { toast } from "../ui/toast.tsx";

const ways = [
  { role: "viewer", Icon: User },
  { role: "host", Icon: Video },
  { role: "merchant", Icon: Store },
  { role: "operator", Icon: Gauge },
] as const;

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What is simulated here, the four ways in, and the way back to the beginning. */
export function DemoSheet({ open, onClose }: Props) {
  const t = useTranslations("demo");
  const navigate = useNavigate();
  const coming = useRef<AccountRole>("viewer");
  const enter = useAct("demoSignIn", {
    onDone: ({ account }) => {
      // Nothing of whoever was here before stays on screen.
      signedOut();
      signedIn(account);
      toast(t("entered", { name: account.name }));
      onClose();
      void navigate({ to: rolePlaces[coming.current] });
    },
  });
  const come = (role: AccountRole): void => {
    coming.current = role;
    enter.run({ body: { role } });
  };
  return (
    <Sheet open={open} onClose={onClose} title={t("title")}>
      <div className="grid gap-5">
        <p className="text-muted">{t("text")}</p>
        <section aria-labelledby="demo-roles" className="grid gap-1">
          <h3 id="demo-roles" className="font-semibold">
            {t("comeIn")}
          </h3>
          <ul>
            {ways.map(({ role, Icon }) => (
              <li key={role}>
                <button
                  type="button"
                  disabled={enter.busy}
                  onClick={() => come(role)}
                  className="-mx-2 flex w-[calc(100%+16px)] items-center gap-3 rounded-m p-2 text-left hover:bg-wash disabled:opacity-55"
                >
                  <span className="grid size-10 shrink-0 place-items-center rounded-full bg-wash">
                    <Icon size={19} aria-hidden />
                  </span>
                  <span className="min-w-0 flex-1">
                    <span className="block font-semibold">{t(`${role}.name`)}</span>
                    <span className="block text-sm text-muted">{t(`${role}.text`)}</span>
                  </span>
                  <ChevronRight size={18} aria-hidden className="shrink-0 text-muted" />
                </button>
              </li>
            ))}
          </ul>
          <ErrorLine error={enter.error} />
        </section>
        <BeginAnew />
      </div>
    </Sheet>
  );
}

const look_again_ms = 500;
const give_up_ms = 60_000;

/** Everything is dropped, everybody is signed out; when the market is back the page starts afresh with it. */
function BeginAnew() {
  const t = useTranslations("demo");
  const [asking, setAsking] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const reset = async (): Promise<void> => {
    setWaiting(true);
    setError(null);
    let operator: Account | null = null;
    try {
      // Only an operator may; in the demo anybody is one with a click.
      operator = (await call("demoSignIn", { body: { role: "operator" } })).account;
      await call("resetDemo", { body: { confirm: "reset" } });
      await backAgain();
      signedOut();
      location.assign("/");
    } catch (cause) {
      setWaiting(false);
      // Nothing was dropped, but whoever asked is somebody else now, and may know.
      if (operator !== null) {
        signedOut();
        signedIn(operator);
      }
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    }
  };
  return (
    <div className="flex items-center justify-between gap-4 border-t border-line pt-4">
      <p className="text-sm text-muted">{t("resetText")}</p>
      <Button size="s" className="shrink-0" icon={<RotateCcw size={15} aria-hidden />} onClick={() => setAsking(true)}>
        {t("reset")}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("resetTitle")}
        text={t("resetAsk")}
        action={waiting ? t("resetting") : t("resetConfirm")}
        kind="danger"
        busy={waiting}
        onConfirm={() => void reset()}
      >
        {error === null ? undefined : <ErrorLine error={error} />}
      </Confirm>
    </div>
  );
}

/** Resolves when nobody knows us any more and rooms are on air again; gives up quietly after a minute. */
async function backAgain(): Promise<void> {
  const endMs = browserTimers.now() + give_up_ms;
  const pause = (): Promise<void> => new Promise((resolve) => void browserTimers.after(look_again_ms, resolve));
  let anew = false;
  while (browserTimers.now() < endMs) {
    await pause();
    anew ||= await call("getAccount").then(() => false, isSignedOut);
    const rooms = anew ? await call("listRooms").catch(() => null) : null;
    if (rooms !== null && rooms.data.length > 0) return;
  }
}
