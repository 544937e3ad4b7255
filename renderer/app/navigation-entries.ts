import {
  ChartNetwork,
  type LucideIcon,
  ScrollText,
  Server,
  SlidersHorizontal,
  Stethoscope,
  Waypoints,
} from 'lucide-react';
import type { Page } from '../state/app-store';

export interface NavigationEntry {
  readonly page: Page;
  readonly icon: LucideIcon;
  /** Entries at the foot are about Culvert, the others about tunnels. */
  readonly foot: boolean;
}

/** The pages of the window in their order. */
export const navigationEntries: readonly NavigationEntry[] = [
  { page: 'tunnels', icon: Waypoints, foot: false },
  { page: 'clusters', icon: Server, foot: false },
  { page: 'doctor', icon: Stethoscope, foot: false },
  { page: 'flows', icon: ChartNetwork, foot: false },
  { page: 'log', icon: ScrollText, foot: false },
  { page: 'settings', icon: SlidersHorizontal, foot: true },
];
