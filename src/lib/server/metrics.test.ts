import { describe, expect, it } from 'vitest';
import type { Upload } from '$lib/usage/upload';
import { createMetrics } from './metrics';

const upload = (status: Upload['status'], accepted: number, sample = false): Upload => ({
  id: `u-${status}`,
  name: 'july "secret".csv',
  format: 'crossrate',
  status,
  bytes: 10,
  rows: { read: accepted + 3, accepted, duplicate: 2, rejected: 1, ignored: 0 },
  ignoredKinds: {},
  has: { latency: false, ttft: false, errors: false, charged: false, conversations: false, cached: false },
  issues: [],
  receivedAt: '2026-06-01T00:00:00Z',
  sample,
});

/** Lines of one series. */
async function lines(metrics: ReturnType<typeof createMetrics>, name: string, uploads: Upload[] = []) {
  const text = await metrics.text({ uploads, revision: 7, backups: [] });
  return text.split('\n').filter((line) => line.startsWith(name));
}

describe('metrics', () => {
  it('count uploads by state and rows of those that are loaded, the sample company left out', async () => {
    const uploads = [
      upload('ready', 5),
      upload('ready', 10),
      upload('failed', 99),
      upload('ready', 1_000, true),
    ];
    const metrics = createMetrics();
    expect(await lines(metrics, 'crossrate_uploads{', uploads)).toEqual([
      'crossrate_uploads{state="receiving"} 0',
      'crossrate_uploads{state="loading"} 0',
      'crossrate_uploads{state="undecided"} 0',
      'crossrate_uploads{state="ready"} 2',
      'crossrate_uploads{state="failed"} 1',
    ]);
    expect(await lines(metrics, 'crossrate_rows{', uploads)).toEqual([
      'crossrate_rows{outcome="accepted"} 15',
      'crossrate_rows{outcome="duplicate"} 4',
      'crossrate_rows{outcome="rejected"} 2',
      'crossrate_rows{outcome="ignored"} 0',
    ]);
    expect(await lines(metrics, 'crossrate_store_revision')).toEqual(['crossrate_store_revision 7']);
  });

  it('count requests by route id, and never by what somebody chose', async () => {
    const metrics = createMetrics();
    metrics.request('/api/v1/uploads/[id]', 'GET', 200, 0.04);
    metrics.request('/api/v1/uploads/[id]', 'GET', 200, 2);
    metrics.request(null, 'PROPFIND', 404, 0.001);
    const counts = await lines(metrics, 'crossrate_request_seconds_count');
    expect(counts).toEqual([
      'crossrate_request_seconds_count{route="/api/v1/uploads/[id]",method="GET",status="200"} 2',
      'crossrate_request_seconds_count{route="none",method="other",status="404"} 1',
    ]);
    const buckets = await lines(metrics, 'crossrate_request_seconds_bucket{le="0.05"');
    expect(buckets[0]).toMatch(/ 1$/);
  });

  it('time queries by kind', async () => {
    const metrics = createMetrics();
    metrics.query('read', 0.2);
    expect(await lines(metrics, 'crossrate_query_seconds_sum')).toEqual([
      'crossrate_query_seconds_sum{kind="read"} 0.2',
    ]);
  });

  it('give the age of the newest backup', async () => {
    const backup = {
      id: 'b',
      made_at: '2026-06-01T00:00:00.000Z',
      uploads: 0,
      records: 0,
      without_original: [],
    };
    const backups = [{ ...backup, database: { bytes: 1, sha256: '' } }];
    const text = await createMetrics().text({ uploads: [], revision: 1, backups });
    expect(text).toContain('crossrate_last_backup_timestamp_seconds 1780272000');
  });
});
