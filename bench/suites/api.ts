import type { Suite } from '../types';

export const api: Suite = async () => [];
