import { Link, useRouterState } from "@tanstack/react-router";
import { ChevronDown, ChevronRight, Ellipsis, type LucideIcon } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { classNames } from "../../ui/class-names.ts";
import { BoldRoom } from "../../ui/bold-room.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { useMedia } from "../../ui/use-media.ts";

export interface SectionPlace {
  readonly to: string;
  readonly label: string;
  /** Lit on its own address only, not on those below it. */
  readonly exact?: boolean;
  /** Lit on addresses that begin like this, too. */
  readonly below?: string;
  /** What a phone shows beside the name, where a desk has more parts than a thumb can reach in a row. */
  readonly Icon?: LucideIcon;
}

interface Props {
  readonly label: string;
  readonly places: readonly SectionPlace[];
  /** What the way to all parts is called. Without it they are a row on a phone, too. */
  readonly more?: string;
  /** Where there is room for it, a column at the side: for more parts than fit into a row. */
  readonly rail?: boolean;
}

/** How many parts stand under a thumb; the rest is one tap away. */
const thumb_places_max = 4;

const isLit = (place: SectionPlace, path: string): boolean =>
  path === place.to ||
  (place.exact !== true && path.startsWith(`${place.to}/`)) ||
  (place.below !== undefined && path.startsWith(`${place.below}/`));

const usePath = () => useRouterState({ select: (state) => state.location.pathname.replace(/(.)\/$/, "$1") });

/** The parts of a desk: a row, or a column beside them; on a phone the first few of many, and a sheet with all. */
export function SectionNav({ label, places, more, rail = false }: Props) {
  const roomy = useMedia("(min-width: 768px)");
  const wide = useMedia("(min-width: 1024px)");
  if (rail && wide) return <Rail label={label} places={places} />;
  return roomy || more === undefined || places.length <= thumb_places_max + 1 ? (
    <Row label={label} places={places} />
  ) : (
    <ThumbRow label={label} places={places} more={more} />
  );
}

function Row({ label, places }: Props) {
  const path = usePath();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // The row may be longer than the screen: the part one is in must be in sight, and only the row may scroll.
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
      {/* A phone's row is scrolled by a thumb; with a mouse there would be no way to what is beyond the edge. */}
      <ul className="flex gap-x-1 md:flex-wrap">
        {places.map((place) => {
          const lit = isLit(place, path);
          return (
            <li key={place.to} className="shrink-0">
              <Link
                to={place.to}
                aria-current={lit ? "page" : undefined}
                className={classNames(
                  "-mb-px grid min-h-11 place-items-center border-b-2 px-3",
                  lit ? "border-ink font-semibold text-ink" : "border-transparent text-muted hover:text-ink",
                )}
              >
                <BoldRoom>{place.label}</BoldRoom>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** All parts at the side, in sight while the page scrolls. */
function Rail({ label, places }: Props) {
  const path = usePath();
  return (
    <nav aria-label={label} className="sticky top-18 max-h-[calc(100dvh-5rem)] self-start overflow-y-auto py-1">
      <ul className="grid gap-0.5">
        {places.map((place) => {
          const lit = isLit(place, path);
          return (
            <li key={place.to}>
              <Link
                to={place.to}
                aria-current={lit ? "page" : undefined}
                className={classNames(
                  "flex min-h-9 items-center gap-2.5 rounded-s px-2.5 focus-visible:-outline-offset-2",
                  lit ? "bg-wash font-semibold text-ink" : "text-muted hover:text-ink",
                )}
              >
                {place.Icon !== undefined && (
                  <place.Icon size={17} aria-hidden strokeWidth={1.8} className="shrink-0" />
                )}
                <BoldRoom>{place.label}</BoldRoom>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** The first parts, each as wide as a thumb, and "more" for all of them; it bears the picture of the part one is in, if that is not here. */
function ThumbRow({ label, places, more }: Props & { readonly more: string }) {
  const path = usePath();
  const [open, setOpen] = useState(false);
  const first = places.slice(0, thumb_places_max);
  const here = places.find((place) => isLit(place, path));
  const elsewhere = here !== undefined && !first.includes(here) ? here : undefined;
  const cell = (lit: boolean) =>
    classNames(
      "-mb-px grid min-h-14 w-full place-items-center content-center gap-0.5 border-b-2 text-xs",
      lit ? "border-ink text-ink" : "border-transparent text-muted",
    );
  const name = "max-w-full truncate";
  return (
    <>
      <nav aria-label={label} className="-mx-4 border-b border-line px-2">
        <ul className="grid grid-cols-5">
          {first.map((place) => (
            <li key={place.to} className="min-w-0">
              <Link to={place.to} aria-current={place === here ? "page" : undefined} className={cell(place === here)}>
                {place.Icon !== undefined && <place.Icon size={20} aria-hidden strokeWidth={1.8} />}
                <span className={name}>{place.label}</span>
              </Link>
            </li>
          ))}
          <li className="min-w-0">
            <button
              type="button"
              aria-haspopup="dialog"
              className={cell(elsewhere !== undefined)}
              onClick={() => setOpen(true)}
            >
              {elsewhere?.Icon === undefined ? (
                <Ellipsis size={20} aria-hidden strokeWidth={1.8} />
              ) : (
                <span className="relative">
                  <elsewhere.Icon size={20} aria-hidden strokeWidth={1.8} />
                  <ChevronDown size={12} aria-hidden strokeWidth={2.4} className="absolute top-1 -right-3.5" />
                </span>
              )}
              {/* Always the same word: a name of its own would look like one more part, and hide the way to the others. */}
              <span className={name}>{more}</span>
              {elsewhere !== undefined && <span className="sr-only">{elsewhere.label}</span>}
            </button>
          </li>
        </ul>
        <Sheet open={open} onClose={() => setOpen(false)} title={label}>
          <ul className="grid grid-cols-2 gap-2">
            {places.map((place) => {
              const lit = place === here;
              return (
                <li key={place.to} className="min-w-0">
                  <Link
                    to={place.to}
                    aria-current={lit ? "page" : undefined}
                    onClick={() => setOpen(false)}
                    className={classNames(
                      "flex min-h-13 items-center gap-3 rounded-m border px-3",
                      lit ? "border-ink font-semibold" : "border-line",
                    )}
                  >
                    {place.Icon !== undefined && <place.Icon size={20} aria-hidden className="shrink-0 text-muted" />}
                    <span className="min-w-0 flex-1">{place.label}</span>
                    <ChevronRight size={16} aria-hidden className="shrink-0 text-muted" />
                  </Link>
                </li>
              );
            })}
          </ul>
        </Sheet>
      </nav>
      {/* Pages name themselves to screen readers only, as their part is lit above; here "more" is lit instead. */}
      {elsewhere !== undefined && (
        <p aria-hidden className="pt-4 text-md font-bold">
          {elsewhere.label}
        </p>
      )}
    </>
  );
}
