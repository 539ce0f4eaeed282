import { useTitle } from "../../ui/page.tsx";

/** Names the page for the tab and for screen readers, where the part that is lit in the navigation already tells the eye. */
export function PageTitle({ title }: { readonly title: string }) {
  useTitle(title);
  return <h1 className="sr-only">{title}</h1>;
}
