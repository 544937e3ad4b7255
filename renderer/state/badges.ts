import { create } from 'zustand';

/** What the navigation counts beside its entries, told by stores that are loaded later than it. */
export const useBadges = create<{ readonly doctor: number }>()(() => ({ doctor: 0 }));

/** @param doctor what the network doctor found that deserves attention. */
export function countFindings(doctor: number): void {
  useBadges.setState({ doctor });
}
