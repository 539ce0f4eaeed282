import { useNavigate } from "@tanstack/react-router";
import { User } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Account } from "../../../contract/accounts.ts";
import { useAccount, useDeployment } from "../../api/account.ts";
import { isSignedOut } from "../../api/client.ts";
import { useAct } from "../../api/hooks.ts";
import { useErrorText } from "../../text/use-error-text.ts";
import { InstallOffer } from "../../frame/install-offer.tsx";
import { LanguageSwitch } from "../../frame/language-switch.tsx";
import { ThemeSwitch } from "../../frame/theme-switch.tsx";
import { DemoRoles } from "../../sign-in/demo-roles.tsx";
import { requireSignIn, signedIn, signedOut } from "../../sign-in/require-sign-in.ts";
import { Button } from "../../ui/button.tsx";
import { Facts, PageBody, PageHeader, Section } from "../../ui/page.tsx";
import { EmptyState, Skeleton } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { Addresses } from "./addresses.tsx";
import { MoreLinks } from "./more-links.tsx";
import { Password } from "./password.tsx";
import { Profile } from "./profile.tsx";
import { AuthSessions } from "./auth-sessions.tsx";
import { ViewerLinks } from "./viewer-links.tsx";
import { WorkLinks } from "./work-links.tsx";

/** My account: who I am, where I live, where I am signed in, what else I can do here. */
export function MePage() {
  const t = useTranslations();
  const account = useAccount();
  const deployment = useDeployment();
  return (
    <PageBody>
      <PageHeader title={t("me.title")} />
      {account === undefined && <Skeleton className="h-40 rounded-m" />}
      {account === null && (
        <>
          <EmptyState icon={<User size={24} aria-hidden />} title={t("me.guestTitle")} text={t("me.guestText")}>
            <Button kind="solid" onClick={() => void requireSignIn()}>
              {t("frame.signIn")}
            </Button>
          </EmptyState>
          <Appearance />
          {deployment?.demo === true && (
            <div className="mt-4">
              <DemoRoles onSignedIn={(answer) => signedIn(answer.account)} />
            </div>
          )}
          <div className="mt-6">
            <MoreLinks signedIn={false} />
          </div>
        </>
      )}
      {account !== null && account !== undefined && <Mine account={account} />}
      {account === null && <ViewerLinks account={null} />}
    </PageBody>
  );
}

function Mine({ account }: { readonly account: Account }) {
  const t = useTranslations("me");
  const navigate = useNavigate();
  const errorText = useErrorText();
  const leave = useAct("signOut", {
    onDone: () => {
      signedOut();
      toast(t("signedOut"));
      void navigate({ to: "/" });
    },
    // Only who is signed out already is told so; whoever could not be must not believe it.
    onFail: (error) => (isSignedOut(error) ? signedOut() : toast(errorText(error), "bad")),
  });
  return (
    <div className="grid gap-4">
      <Profile account={account} />
      <ViewerLinks account={account} />
      <WorkLinks account={account} />
      <Addresses />
      <Section title={t("security")}>
        <Facts
          rows={[
            [t("email"), account.email_masked ?? t("none")],
            [t("phone"), account.phone_masked ?? t("none")],
          ]}
        />
        <Password account={account} />
        <AuthSessions />
      </Section>
      <MoreLinks signedIn />
      <Appearance />
      <InstallOffer />
      <Button wide busy={leave.busy} onClick={() => leave.run({})}>
        {t("signOut")}
      </Button>
    </div>
  );
}

/** How the pages look on this device: language and theme. */
function Appearance() {
  const t = useTranslations();
  return (
    <Section>
      <div className="flex items-center justify-between gap-4">
        <span>{t("me.language")}</span>
        <LanguageSwitch />
      </div>
      <div className="mt-3 flex items-center justify-between gap-4">
        <span>{t("app.theme")}</span>
        <ThemeSwitch />
      </div>
    </Section>
  );
}
