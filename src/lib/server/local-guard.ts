import { isFromElsewhere, LOCAL_HOST } from './access/own-site';
import { isLoopback } from './config';
import type { Problem } from './problem';

const FORWARDED = /^(forwarded|x-forwarded(-.*)?|x-real-ip|via)$/i;

/**
 * Why local mode, which knows no login, does not answer a request; undefined where it does. Only this machine may
 * ask, by one of its own names (else a web page could point its own name here), not through a proxy (else others
 * could be behind it), and only Crossrate's own pages, or scripts, which send neither Origin nor Sec-Fetch-Site,
 * may change anything, whatever the content type.
 * @param address the other end of the connection
 */
export function refusal(method: string, headers: Headers, address: string | undefined): Problem | undefined {
  if (!address || !isLoopback(address)) return refused('this machine only answers itself');
  const host = headers.get('host') ?? '';
  if (!LOCAL_HOST.test(host)) return refused('the Host header names another machine', host);
  const forwarded = [...headers.keys()].find((name) => FORWARDED.test(name));
  if (forwarded) return refused(`it came through a proxy: it carries ${forwarded}`);
  if (method === 'GET' || method === 'HEAD') return undefined;
  return isFromElsewhere(headers, `http://${host.toLowerCase()}`)
    ? refused('another web page sent it')
    : undefined;
}

function refused(why: string, found?: string): Problem {
  return {
    type: 'not-local',
    title: `The request is refused: ${why}`,
    detail: `Crossrate runs in local mode, without login: open it in a browser on the same machine, at 127.0.0.1 or localhost.${
      found ? ` The request asked for ${found.slice(0, 100)}.` : ''
    }`,
  };
}
