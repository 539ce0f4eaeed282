import { useState } from "react";
import { useTranslations } from "use-intl";
import type { SignedIn } from "../../contract/accounts.ts";
import type { z } from "zod";
import { useDeployment } from "../api/account.ts";
import { AgreeLine } from "../frame/agree-line.tsx";
import { useStore } from "../api/store.ts";
import { Sheet } from "../ui/sheet.tsx";
import { toast } from "../ui/toast.tsx";
import { CodeStep } from "./code-step.tsx";
import { DemoRoles } from "./demo-roles.tsx";
import { IdentifierStep } from "./identifier-step.tsx";
import { asking, signedIn } from "./require-sign-in.ts";

export type CodeAsked = {
  readonly identifier: string;
  readonly channel: "email" | "sms";
  readonly to: string;
  readonly resend_at: string;
};

/** Signing in and up, over the page that asked for it. Mounted once, in the frame. */
export function SignInSheet() {
  const t = useTranslations("signIn");
  const question = useStore(asking);
  const deployment = useDeployment();
  const [code, setCode] = useState<CodeAsked | null>(null);
  const finish = (answer: z.infer<typeof SignedIn>) => {
    setCode(null);
    signedIn(answer.account);
    toast(t(answer.created ? "welcome" : "welcomeBack", { name: answer.account.name }));
  };
  const intro = question?.reason === "chat" ? t("toChat") : question?.reason === "buy" ? t("toBuy") : t("intro");
  return (
    <Sheet
      open={question !== null}
      onClose={() => question?.answer(null)}
      title={code === null ? t("title") : t("codeTitle")}
    >
      {code === null ? (
        <div className="grid gap-5">
          <p className="text-muted">{intro}</p>
          <IdentifierStep onCode={setCode} onSignedIn={finish} />
          <AgreeLine />
          {deployment?.demo === true && <DemoRoles onSignedIn={finish} viewerStays />}
        </div>
      ) : (
        <CodeStep
          asked={code}
          onAskedAgain={setCode}
          onSignedIn={finish}
          onBack={() => setCode(null)}
          devInbox={deployment?.dev_inbox ?? false}
        />
      )}
    </Sheet>
  );
}
