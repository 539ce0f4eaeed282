import { useTranslations } from "use-intl";
import { useAct } from "../../api/hooks.ts";
import { requireSignIn } from "../../sign-in/require-sign-in.ts";
import { useErrorText } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { toast } from "../../ui/toast.tsx";

const reads = ["getHost", "listFollows", "search"] as const;

interface Props {
  readonly host: { readonly id: string; readonly name: string };
  readonly following: boolean;
  readonly size?: "s" | "m";
  /** Stands on the picture of a room. */
  readonly overVideo?: boolean;
}

/** Follows a host, or no longer. A guest is asked to sign in without losing their place. */
export function FollowButton({ host, following, size = "s", overVideo = false }: Props) {
  const t = useTranslations("viewer.follow");
  const errorText = useErrorText();
  const onFail = (error: Error) => toast(errorText(error), "bad");
  const follow = useAct("followHost", { refreshes: reads, onFail });
  const leave = useAct("unfollowHost", { refreshes: reads, onFail });
  const busy = follow.busy || leave.busy;
  // What was just said counts until the page has been read again.
  const shown = follow.busy ? true : leave.busy ? false : following;
  const toggle = async () => {
    const account = await requireSignIn();
    if (account === null || account.id === host.id) return;
    (following ? leave : follow).run({ params: { host_id: host.id } });
  };
  return (
    <Button
      kind={shown ? "quiet" : "solid"}
      size={size}
      disabled={busy}
      aria-pressed={shown}
      aria-label={shown ? t("unfollowHost", { name: host.name }) : t("followHost", { name: host.name })}
      className={classNames(
        "shrink-0 !rounded-full",
        overVideo && (shown ? "!bg-white/20 !text-white" : "!bg-white !text-black"),
      )}
      onClick={() => void toggle()}
    >
      {shown ? t("following") : t("follow")}
    </Button>
  );
}
