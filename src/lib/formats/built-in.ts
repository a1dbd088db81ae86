import { anthropicCost } from './anthropic-cost';
import { anthropicCostJson } from './anthropic-cost-json';
import { anthropicUsage } from './anthropic-usage';
import { anthropicUsageJson } from './anthropic-usage-json';
import { azureCost } from './azure-cost';
import { azureRequestLog } from './azure-request-log';
import { azureRequestLogCsv } from './azure-request-log-csv';
import { ccusage } from './ccusage';
import { claudeCodeHub } from './claude-code-hub';
import { cloudflareGateway } from './cloudflare-gateway';
import { cloudflareLogpush } from './cloudflare-logpush';
import { crossrate } from './crossrate';
import { deepseekCost } from './deepseek-cost';
import { deepseekUsage } from './deepseek-usage';
import { focus } from './focus';
import type { Format } from './format';
import { gcpBillingExport } from './gcp-billing-export';
import { gcpCost } from './gcp-cost';
import { gcpCostUndated } from './gcp-cost-undated';
import { newApiAdminCsv } from './new-api-admin-csv';
import { newApiKeyTool } from './new-api-key-tool';
import { newApiLog } from './new-api-log';
import { oneApiLog } from './one-api-log';
import { oneHubLog } from './one-hub-log';
import { oneHubStatistics } from './one-hub-statistics';
import { heliconeCsv } from './helicone-csv';
import { heliconeDashboard } from './helicone-dashboard';
import { heliconeRequests } from './helicone-requests';
import { langfuseObservations } from './langfuse-observations';
import { litellmDaily } from './litellm-daily';
import { litellmDailyTags } from './litellm-daily-tags';
import { litellmPayload } from './litellm-payload';
import { litellmSpendLogs } from './litellm-spend-logs';
import { litellmSummaries } from './litellm-summaries';
import { litellmUiUsage } from './litellm-ui-usage';
import { openaiCost } from './openai-cost';
import { openaiCostJson } from './openai-cost-json';
import { openaiCostLegacy } from './openai-cost-legacy';
import { openaiUsage } from './openai-usage';
import { openaiUsageJson } from './openai-usage-json';
import { openaiUsageLegacy } from './openai-usage-legacy';
import { openrouterActivityJson } from './openrouter-activity-json';
import { openrouterDaily } from './openrouter-daily';
import { openrouterGenerationJson } from './openrouter-generation-json';
import { openrouterRequests } from './openrouter-requests';
import { otelSpans } from './otel-spans';
import { otelSpansJson } from './otel-spans-json';
import { sub2api } from './sub2api';
import { portkeyLogs } from './portkey-logs';

/** The formats that come with Crossrate, in the order in which they are shown. */
export const BUILT_IN_FORMATS: readonly Format[] = [
  crossrate,
  openaiUsage,
  openaiUsageJson,
  openaiCost,
  openaiCostJson,
  openaiUsageLegacy,
  openaiCostLegacy,
  anthropicUsage,
  anthropicUsageJson,
  anthropicCost,
  anthropicCostJson,
  openrouterRequests,
  openrouterGenerationJson,
  openrouterDaily,
  openrouterActivityJson,
  deepseekUsage,
  deepseekCost,
  litellmSpendLogs,
  litellmPayload,
  litellmDaily,
  litellmDailyTags,
  litellmUiUsage,
  litellmSummaries,
  heliconeRequests,
  heliconeCsv,
  heliconeDashboard,
  langfuseObservations,
  portkeyLogs,
  cloudflareGateway,
  cloudflareLogpush,
  newApiLog,
  newApiAdminCsv,
  newApiKeyTool,
  oneApiLog,
  oneHubLog,
  oneHubStatistics,
  sub2api,
  claudeCodeHub,
  otelSpansJson,
  otelSpans,
  azureRequestLog,
  azureRequestLogCsv,
  azureCost,
  gcpCost,
  gcpCostUndated,
  gcpBillingExport,
  focus,
  ccusage,
];

/** The built-in format of an id, or undefined. */
export function builtInFormat(id: string): Format | undefined {
  return BUILT_IN_FORMATS.find((format) => format.id === id);
}
