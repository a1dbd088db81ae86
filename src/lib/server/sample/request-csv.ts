import type { ErrorClass } from '$lib/usage/error-classes';
import { DAY_MS } from './calendar';
import { httpStatusOf } from './failures';
import type { Conversation } from './conversation';
import type { RouteId } from './regions';
import { relayOwnMs, waitSeconds } from './relay-own';

/** One request of the sample company. */
export interface SampleRequest {
  at: number;
  id: string;
  of: Conversation;
  /** Tokens of the prompt: all classes of input. */
  promptTokens: number;
  cachedTokens: number;
  writtenTokens: number;
  outputTokens: number;
  failure: ErrorClass | undefined;
  durationMs: number;
  /** Undefined where there was no answer. */
  ttftMs: number | undefined;
  /** What the route says it charged, in billionths of its billing currency; undefined where the export has no charges. */
  chargedNano: number | undefined;
}

/** Header of the request files, without and with the charged amounts. */
export const REQUEST_HEADER =
  'time,route,provider,model,feature,project,user,api_key,region,conversation,request_id,input_tokens,cached_input_tokens,cache_write_5m_tokens,output_tokens,reasoning_tokens,status,error_class,duration_ms,ttft_ms,upstream_ms,retry_after_s';
export const CHARGED_HEADER = `${REQUEST_HEADER},charged,currency`;

/** A request as a line of Crossrate CSV, newline included. */
export function requestCsv(request: SampleRequest): string {
  const { failure } = request;
  const { model, feature, route, person, region, id: conversation } = request.of;
  const reasoning = Math.floor(request.outputTokens * model.reasoning);
  const status = failure === undefined ? 'ok' : httpStatusOf(failure);
  const labels = `${feature.id},${feature.project},u${1000 + person},${feature.project}-${route},${region.id}`;
  const tokens = `${request.promptTokens},${request.cachedTokens},${request.writtenTokens},${request.outputTokens},${reasoning}`;
  const outcome = `${status},${failure ?? ''},${request.durationMs},${request.ttftMs ?? ''}`;
  const own = relayOwnMs(request);
  const told = `${own === undefined ? '' : request.durationMs - own},${waitSeconds(request) ?? ''}`;
  const charged = request.chargedNano === undefined ? '' : `,${chargedCsv(request.chargedNano, route)}`;
  return `${timeCsv(request.at)},${route},${model.provider},${model.id},${labels},${conversation},${request.id},${tokens},${outcome},${told}${charged}\n`;
}

/** Amount and currency: the official route charges USD, the relay CNY, both to the millionth. */
export function chargedCsv(nano: number, route: RouteId): string {
  const micro = Math.round(nano / 1000);
  const whole = Math.floor(micro / 1_000_000);
  const places = String(micro % 1_000_000).padStart(6, '0');
  return `${whole}.${places},${route === 'official' ? 'USD' : 'CNY'}`;
}

const dates = new Map<number, string>();

/** RFC 3339 UTC with milliseconds. */
export function timeCsv(at: number): string {
  const day = Math.floor(at / DAY_MS);
  let date = dates.get(day);
  if (date === undefined) dates.set(day, (date = new Date(day * DAY_MS).toISOString().slice(0, 11)));
  const ms = at - day * DAY_MS;
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${date}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}.${String(ms % 1000).padStart(3, '0')}Z`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
