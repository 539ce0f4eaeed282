import { type ComponentType, useEffect, useState } from "react";
import { withWords } from "../../text/words.ts";
import { Skeleton } from "../../ui/states.tsx";

type Props = { readonly product_id: string };
const load = withWords("care", async () => (await import("./product-reviews.tsx")).ProductReviews);

/** Reviews stand below the fold: their code and words come after the page. Where they do not come, the page stays as it is. */
export function LateProductReviews(props: Props) {
  const [Here, setHere] = useState<ComponentType<Props> | null>(null);
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    let left = false;
    load().then(
      (reviews) => {
        if (!left) setHere(() => reviews);
      },
      () => {
        if (!left) setMissing(true);
      },
    );
    return () => {
      left = true;
    };
  }, []);
  if (missing) return null;
  return Here === null ? <Skeleton className="h-28 rounded-m" /> : <Here {...props} />;
}
