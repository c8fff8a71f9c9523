import { describe, it } from 'vitest';
import { cpu } from '../cpu.js';
import { backendConformance } from './index.js';

await backendConformance(cpu(), { describe, it });
