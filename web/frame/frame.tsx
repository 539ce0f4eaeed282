import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useAccount } from "../api/account.ts";
import { useStore } from "../api/store.ts";
import { useCountVisit } from "../api/visits.ts";
import { asking, requireSignIn } from "../sign-in/require-sign-in.ts";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { lateSheet } from "../ui/late-sheet.tsx";
import { SealMark } from "../ui/seal.tsx";
import { DemoChip } from "./demo-chip.tsx";
import { AgreeAgain } from "./agree-again.tsx";
import { Bell } from "./bell.tsx";
import { BringCart, CartLink } from "./cart-link.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { NewVersionBar } from "./new-version-bar.tsx";
import { OfflineBar } from "./offline-bar.tsx";
import { SearchEntry, TabBar, TopLinks } from "./places.tsx";

const SignInSheet = lateSheet<{ readonly onClose: () => void }>(
  async () => (await import("../sign-in/sign-in-sheet.tsx")).SignInSheet,
);

/** Downloaded when somebody is first asked. */
function SignIn() {
  const question = useStore(asking);
  return question === null ? null : <SignInSheet onClose={() => question.answer(null)} />;
}

/** What stands around every page. In a room on a phone there is nothing around it: the room is the picture. */
export function Frame() {
  const t = useTranslations("frame");
  const inRoom = useRouterState({ select: (state) => state.location.pathname.startsWith("/rooms/") });
  return (
    <>
      <a
        href="#content"
        className="sr-only z-60 rounded-m bg-ink px-4 py-3 text-paper focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        {t("skip")}
      </a>
      <CountVisits />
      <BringCart />
      <TopBar inRoom={inRoom} />
      {!inRoom && <AgreeAgain />}
      {!inRoom && (
        <OfflineBar className="sticky top-13 z-20 justify-center bg-wash px-4 py-2 text-amber-text md:top-15" />
      )}
      <NewVersionBar />
      <main
        id="content"
        tabIndex={-1}
        className={classNames("outline-none", !inRoom && "pb-[calc(3.5rem+env(safe-area-inset-bottom))] md:pb-0")}
      >
        <Outlet />
      </main>
      {!inRoom && <TabBar />}
      <SignIn />
    </>
  );
}

/** On its own, so that a step to another page does not draw everything around it anew. */
function CountVisits() {
  useCountVisit(useRouterState({ select: (state) => state.location.pathname }));
  return null;
}

function TopBar({ inRoom }: { readonly inRoom: boolean }) {
  const t = useTranslations();
  const account = useAccount();
  return (
    <header
      className={classNames(
        "sticky top-0 z-30 border-b border-line bg-surface/95 pt-[env(safe-area-inset-top)] backdrop-blur",
        inRoom && "hidden md:block",
      )}
    >
      <div className={classNames("mx-auto flex h-13 items-center gap-4 px-4 md:h-15 md:px-6", !inRoom && "max-w-6xl")}>
        <Link to="/" className="flex items-center gap-2 text-md font-bold tracking-[-0.01em]">
          <SealMark char="铁" size_px={26} />
          {t("common.appName")}
        </Link>
        <DemoChip />
        <nav aria-label={t("frame.mainMenu")} className="hidden md:block">
          <TopLinks />
        </nav>
        <div className="ml-auto flex items-center gap-1">
          <SearchEntry />
          <CartLink />
          <Bell />
          <LanguageSwitch />
          {account === null && (
            <Button kind="solid" size="s" onClick={() => void requireSignIn()}>
              {t("frame.signIn")}
            </Button>
          )}
        </div>
      </div>
    </header>
  );
}
