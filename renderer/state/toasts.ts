import { create } from 'zustand';

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Toast {
  readonly id: number;
  readonly tone: 'plain' | 'bad';
  readonly text: string;
  readonly detail: string | null;
  readonly action: ToastAction | null;
}

interface Toasts {
  readonly toasts: readonly Toast[];
}

/** Short notices over the window; an undo lives in one. */
export const useToasts = create<Toasts>()(() => ({ toasts: [] }));

const most = 3;
let lastId = 0;

/** Shows a notice; beyond three the oldest makes room. */
export function showToast(toast: Pick<Toast, 'text'> & Partial<Omit<Toast, 'id' | 'text'>>): void {
  lastId += 1;
  const full: Toast = { tone: 'plain', detail: null, action: null, ...toast, id: lastId };
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, full].slice(-most) }));
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

/** The newest notice that offers to take something back. */
export function newestUndo(): Toast | undefined {
  return useToasts.getState().toasts.findLast(({ action }) => action !== null);
}
