import { type WindowCall, type WindowEvent, windowCalls, windowEvents } from './window';

/**
 * The contract's names alone. The build writes them out (vite.config.ts), so that the preload and
 * the first part of main know them without making a single schema.
 */
export const callNames = Object.keys(windowCalls) as readonly WindowCall[];
export const eventNames = Object.keys(windowEvents) as readonly WindowEvent[];
