import axe from "axe-core";
import type { Page } from "playwright-core";

/** What a screen reader, a keyboard or weak eyes would stumble over, as one line each: rule, how bad, where. */
export async function axeFindings(page: Page, options: { readonly within?: string } = {}): Promise<string[]> {
  // A text that is still fading in has no contrast yet; what moves for ever is judged at rest.
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY) animation.cancel();
      else animation.finish();
    }
  });
  // The page's policy forbids scripts of others; the debugger's own evaluation is not bound by it.
  await page.evaluate(`${axe.source}; undefined`);
  const found = await page.evaluate(async (within) => {
    const tester = (window as unknown as { axe: typeof axe }).axe;
    const { violations } = await tester.run(within ?? document, { resultTypes: ["violations"] });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, impact, help, nodes }) =>
        nodes.map(
          ({ target, html, failureSummary }) =>
            `${id} (${impact ?? ""}): ${help}\n  at ${target.join(" ")}\n  ${html.slice(0, 300)}\n  ${failureSummary ?? ""}`,
        ),
      );
  }, options.within ?? null);
  return found;
}
