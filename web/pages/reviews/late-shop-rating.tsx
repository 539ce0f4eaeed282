import { type ComponentType, useEffect, useState } from "react";
import { withWords } from "../../text/words.ts";

type Props = { readonly shop_id: string };
const load = withWords("care", async () => (await import("./shop-rating.tsx")).ShopRating);

/** Its code and words come after the page; where they do not come, or nobody has rated, the page stays as it is. */
export function LateShopRating(props: Props) {
  const [Here, setHere] = useState<ComponentType<Props> | null>(null);
  useEffect(() => {
    let left = false;
    load().then(
      (rating) => {
        if (!left) setHere(() => rating);
      },
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, []);
  return Here === null ? null : <Here {...props} />;
}
