import { refusal } from '../../runtime/refusal.js';

export const ERASURE_STATUSES = ['REQUESTED', 'HELD', 'READY', 'ERASED', 'REFUSED', 'CANCELLED'] as const;
export type ErasureStatus = (typeof ERASURE_STATUSES)[number];

/** A legal hold takes what is ready back; what is erased stays so. */
export const ERASURE_TRANSITIONS: Readonly<Record<ErasureStatus, readonly ErasureStatus[]>> = {
  REQUESTED: ['HELD', 'READY', 'REFUSED', 'CANCELLED'],
  HELD: ['READY', 'CANCELLED'],
  READY: ['ERASED', 'HELD', 'CANCELLED'],
  ERASED: [],
  REFUSED: [],
  CANCELLED: [],
};

export function checkErasureStep(from: ErasureStatus, to: ErasureStatus): void {
  const legal = ERASURE_TRANSITIONS[from];
  if (!legal.includes(to))
    throw refusal('ILLEGAL_TRANSITION', `From ${from} an erasure ${legal.length === 0 ? 'goes nowhere' : `can go to ${legal.join(', ')}`}, not to ${to}.`, [
      'id',
    ]);
}
