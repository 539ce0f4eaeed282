import { useFormatter, useTranslations } from "use-intl";
import type { Studio } from "../../../contract/live.ts";
import { classNames } from "../../ui/class-names.ts";
import { Facts } from "../../ui/page.tsx";

type Encoder = Studio["encoder"];

/** The words for what an encoder sends; "measuring" until there is a number. */
export function useEncoderTexts(encoder: Encoder) {
  const t = useTranslations("studio.encoder");
  const format = useFormatter();
  return {
    size: encoder.width === null || encoder.height === null ? t("measuring") : `${encoder.width}×${encoder.height}`,
    fps: encoder.fps === null ? t("measuring") : t("perSecond", { fps: Math.round(encoder.fps) }),
    bitrate:
      encoder.bitrate_kbps === null
        ? t("measuring")
        : t("mbps", {
            mbps: format.number(encoder.bitrate_kbps / 1000, { maximumFractionDigits: 1, minimumFractionDigits: 1 }),
          }),
  };
}

export function EncoderFacts({ encoder }: { readonly encoder: Encoder }) {
  const t = useTranslations("studio.encoder");
  const texts = useEncoderTexts(encoder);
  return (
    <section className="card p-4">
      <h2 className="flex items-center gap-2 font-semibold">
        <span
          aria-hidden
          className={classNames("size-2 rounded-full", encoder.connected ? "bg-jade" : "bg-line-strong")}
        />
        {t(encoder.connected ? "connected" : "missing")}
      </h2>
      {!encoder.connected && <p className="mt-1 text-sm text-muted md:hidden">{t("needsComputer")}</p>}
      {encoder.connected && (
        <div data-varies className="mt-3 text-sm">
          <Facts
            rows={[
              [t("size"), texts.size],
              [t("fps"), texts.fps],
              [t("bitrate"), texts.bitrate],
              [t("dropped"), encoder.dropped_frames],
            ]}
          />
        </div>
      )}
    </section>
  );
}
