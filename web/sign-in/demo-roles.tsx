import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { type AccountRole, roles } from "../../contract/accounts.ts";
import { type Answer, useAct } from "../api/hooks.ts";
import { Button } from "../ui/button.tsx";
import { ErrorLine } from "../ui/states.tsx";
import { rolePlaces } from "./role-places.ts";

interface Props {
  readonly onSignedIn: (answer: Answer<"demoSignIn">) => void;
  /** Whoever is asked over a page as a viewer keeps their place on it. The others' work waits elsewhere all the same. */
  readonly viewerStays?: boolean;
}

/** One click into each part of the demo, and to the place of its role. Shown only where the deployment is one. */
export function DemoRoles({ onSignedIn, viewerStays = false }: Props) {
  const t = useTranslations("signIn");
  const navigate = useNavigate();
  const coming = useRef<AccountRole>("viewer");
  const enter = useAct("demoSignIn", {
    onDone: (answer) => {
      onSignedIn(answer);
      if (coming.current !== "viewer" || !viewerStays) void navigate({ to: rolePlaces[coming.current] });
    },
  });
  const come = (role: AccountRole): void => {
    coming.current = role;
    enter.run({ body: { role } });
  };
  return (
    <div className="grid gap-2 rounded-m bg-wash p-3">
      <p className="text-sm text-muted">{t("demoTitle")}</p>
      <div className="grid grid-cols-4 gap-2">
        {roles.map((role) => (
          <Button key={role} size="s" className="!bg-surface !px-1" disabled={enter.busy} onClick={() => come(role)}>
            {t(role)}
          </Button>
        ))}
      </div>
      <ErrorLine error={enter.error} />
    </div>
  );
}
