import type { Suite } from '../types';

export const ingest: Suite = async () => [];
