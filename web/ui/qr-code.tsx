import { create } from "qrcode";
import { useMemo } from "react";
import { classNames } from "./class-names.ts";

/** The code as one path of squares: black on white in every theme, as cameras want it. `label` where it is not said beside it. */
export function QrCode({
  text,
  label,
  className,
}: {
  readonly text: string;
  readonly label?: string;
  readonly className?: string;
}) {
  const { size, path } = useMemo(() => {
    const { modules } = create(text);
    const squares = Array.from(modules.data, (dark, index) =>
      dark === 1 ? `M${index % modules.size} ${Math.floor(index / modules.size)}h1v1h-1z` : "",
    );
    return { size: modules.size, path: squares.join("") };
  }, [text]);
  return (
    <svg
      {...(label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
      viewBox={`-2 -2 ${size + 4} ${size + 4}`}
      shapeRendering="crispEdges"
      className={classNames("rounded-m border border-line bg-white", className)}
    >
      <path d={path} className="fill-black" />
    </svg>
  );
}
