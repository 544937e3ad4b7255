/** Culvert's mark: a channel under a road, seen from its mouth. */
export function BrandMark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
    >
      <path d="M1.5 16.500h17" />
      <path d="M3 16.500v-5.500a7 7 0 0 1 14 0v5.500" />
      <path d="M7 16.500v-5a3 3 0 0 1 6 0v5" />
    </svg>
  );
}
