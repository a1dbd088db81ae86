import { describe, expect, it } from 'vitest';
import { refusal } from './local-guard';

const HOST = '127.0.0.1:4173';

function asked(method: string, headers: Record<string, string>, address: string | undefined = '127.0.0.1') {
  return refusal(method, new Headers({ host: HOST, ...headers }), address) ? 'refused' : 'answered';
}

describe('refusal', () => {
  it.each(['localhost', 'localhost:4173', '127.0.0.1:4173', '[::1]:4173', 'LOCALHOST:1'])(
    'answers the machine’s own name %s',
    (host) => expect(asked('GET', { host })).toBe('answered'),
  );

  it.each([
    'example.com',
    '127.0.0.1.example.com',
    'localhost.example.com:4173',
    '192.168.1.7:4173',
    '0.0.0.0',
    '',
  ])('refuses the name %j, to which a web page could point its own', (host) =>
    expect(asked('GET', { host })).toBe('refused'),
  );

  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('answers a connection from %s', (address) =>
    expect(asked('GET', {}, address)).toBe('answered'),
  );

  it.each(['192.168.1.7', '10.0.0.1', '::ffff:10.0.0.1', 'fe80::1', ''])(
    'refuses a connection from %j',
    (address) => expect(asked('GET', {}, address)).toBe('refused'),
  );

  it.each(['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'])(
    'refuses what came through a proxy (%s)',
    (name) => expect(asked('GET', { [name]: '127.0.0.1' })).toBe('refused'),
  );

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('judges where a %s comes from', (method) => {
    expect(asked(method, {})).toBe('answered');
    expect(asked(method, { origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' })).toBe('answered');
    expect(asked(method, { 'sec-fetch-site': 'none' })).toBe('answered');
    expect(asked(method, { origin: 'https://example.com' })).toBe('refused');
    expect(asked(method, { origin: 'null' })).toBe('refused');
    expect(asked(method, { origin: 'http://127.0.0.1:9999' })).toBe('refused');
    expect(asked(method, { origin: 'http://localhost:4173' })).toBe('refused');
    expect(asked(method, { 'sec-fetch-site': 'cross-site' })).toBe('refused');
    expect(asked(method, { 'sec-fetch-site': 'same-site' })).toBe('refused');
    expect(asked(method, { origin: `http://${HOST}`, 'sec-fetch-site': 'cross-site' })).toBe('refused');
  });

  it.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'refuses a foreign page whatever it sends (%s)',
    (type) => expect(asked('POST', { origin: 'https://example.com', 'content-type': type })).toBe('refused'),
  );

  it('lets a person follow a link from elsewhere', () => {
    expect(asked('GET', { 'sec-fetch-site': 'cross-site' })).toBe('answered');
  });
});
