import type { Suite } from '../types';

export const pages: Suite = async () => [];
