import { reportConformance } from '@glassbox/backends/testing';
import { describe, it } from 'vitest';
import { webgpuInNode } from './reports.js';

reportConformance(await webgpuInNode(), { describe, it });
