import { useTranslations } from "use-intl";
import { roles } from "../../contract/accounts.ts";
import { type Answer, useAct } from "../api/hooks.ts";
import { Button } from "../ui/button.tsx";
import { ErrorLine } from "../ui/states.tsx";

/** One click into each part of the demo. Shown only where the deployment is one. */
export function DemoRoles({ onSignedIn }: { readonly onSignedIn: (answer: Answer<"demoSignIn">) => void }) {
  const t = useTranslations("signIn");
  const enter = useAct("demoSignIn", { onDone: onSignedIn });
  return (
    <div className="grid gap-2 rounded-m bg-wash p-3">
      <p className="text-sm text-muted">{t("demoTitle")}</p>
      <div className="grid grid-cols-4 gap-2">
        {roles.map((role) => (
          <Button
            key={role}
            size="s"
            className="!bg-surface !px-1"
            disabled={enter.busy}
            onClick={() => enter.run({ body: { role } })}
          >
            {t(role)}
          </Button>
        ))}
      </div>
      <ErrorLine error={enter.error} />
    </div>
  );
}
