import { Link, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { classNames } from "../../ui/class-names.ts";

interface Place {
  readonly to: string;
  readonly label: string;
  /** Lit on its own address only, not on those below it. */
  readonly exact?: boolean;
  /** Lit on addresses that begin like this, too. */
  readonly below?: string;
}

/** The parts of a desk, as a row that scrolls on a phone. */
export function SectionNav({ label, places }: { readonly label: string; readonly places: readonly Place[] }) {
  const path = useRouterState({ select: (state) => state.location.pathname.replace(/(.)\/$/, "$1") });
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the row is longer than the screen: the part one is in must be in sight, and only the row may scroll.
    const lit = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (nav.current === null || lit === null || lit === undefined) return;
    const [row, part] = [nav.current.getBoundingClientRect(), lit.getBoundingClientRect()];
    nav.current.scrollLeft += part.left + part.width / 2 - (row.left + row.width / 2);
  }, [path]);
  return (
    <nav
      ref={nav}
      aria-label={label}
      className="relative -mx-4 overflow-x-auto border-b border-line px-4 [scrollbar-width:none] md:-mx-6 md:px-6"
    >
      <ul className="flex gap-1">
        {places.map(({ to, label: name, exact = false, below }) => {
          const lit =
            path === to ||
            (!exact && path.startsWith(`${to}/`)) ||
            (below !== undefined && path.startsWith(`${below}/`));
          return (
            <li key={to} className="shrink-0">
              <Link
                to={to}
                aria-current={lit ? "page" : undefined}
                className={classNames(
                  "-mb-px grid min-h-11 place-items-center border-b-2 px-3",
                  lit ? "border-ink font-semibold text-ink" : "border-transparent text-muted hover:text-ink",
                )}
              >
                {name}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
