import { Link } from "@tanstack/react-router";

interface Place {
  readonly to: string;
  readonly label: string;
  /** Lit on its own address only, not on those below it. */
  readonly exact?: boolean;
}

/** The parts of a desk, as a row that scrolls on a phone. */
export function SectionNav({ label, places }: { readonly label: string; readonly places: readonly Place[] }) {
  return (
    <nav
      aria-label={label}
      className="-mx-4 overflow-x-auto border-b border-line px-4 [scrollbar-width:none] md:-mx-6 md:px-6"
    >
      <ul className="flex gap-1">
        {places.map(({ to, label: name, exact = false }) => (
          <li key={to} className="shrink-0">
            <Link
              to={to}
              activeOptions={{ exact }}
              className="-mb-px grid min-h-11 place-items-center border-b-2 border-transparent px-3 text-muted hover:text-ink"
              activeProps={{ className: "!border-ink !text-ink font-semibold", "aria-current": "page" }}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
