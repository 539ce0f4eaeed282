/** Text that turns bold when it is chosen, as wide as it is then: what stands beside it does not move. */
export const BoldRoom = ({ children }: { readonly children: string }) => (
  <span
    data-text={children}
    className="inline-grid after:invisible after:h-0 after:overflow-hidden after:font-semibold after:content-[attr(data-text)/'']"
  >
    {children}
  </span>
);
