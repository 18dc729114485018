import type { Suite } from '../types';

export const orders: Suite = async () => [];
