/** An exact fraction, for figures worked out apart from the project's own arithmetic. */
export class Rational {
  private constructor(
    readonly numerator: bigint,
    readonly denominator: bigint,
  ) {}

  /** Of a decimal such as "7.3" or a whole number. */
  static of(value: string | number): Rational {
    const [whole = '0', fraction = ''] = String(value).split('.');
    return new Rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
  }

  plus({ numerator, denominator }: Rational): Rational {
    return new Rational(
      this.numerator * denominator + numerator * this.denominator,
      this.denominator * denominator,
    );
  }

  minus(other: Rational): Rational {
    return this.plus(new Rational(-other.numerator, other.denominator));
  }

  times({ numerator, denominator }: Rational): Rational {
    return new Rational(this.numerator * numerator, this.denominator * denominator);
  }

  over({ numerator, denominator }: Rational): Rational {
    return new Rational(this.numerator * denominator, this.denominator * numerator);
  }

  /** Decimal text with 12 places, half to even. */
  text(): string {
    const scaled = this.numerator * 10n ** 12n;
    const magnitude = scaled < 0n ? -scaled : scaled;
    let units = magnitude / this.denominator;
    const twice = 2n * (magnitude % this.denominator);
    if (twice > this.denominator || (twice === this.denominator && units % 2n === 1n)) units += 1n;
    const digits = units.toString().padStart(13, '0');
    return `${scaled < 0n && units > 0n ? '-' : ''}${digits.slice(0, -12)}.${digits.slice(-12)}`;
  }
}

/** Σ, 0 of nothing. */
export function total(terms: Rational[]): Rational {
  return terms.reduce((sum, term) => sum.plus(term), Rational.of(0));
}
