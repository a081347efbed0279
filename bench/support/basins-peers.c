/*
 * Adam from each start of a grid on himmelblau, by hand-written loops over structures of arrays: arguments are the side
 * of the grid, the steps, the rounds and the file for the ends; the least processor seconds of a round go to standard
 * output.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Starts at a time: their columns stay in the nearest cache. */
enum { BLOCK = 64 };
static const double learning_rate = 0.1, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void race(double *restrict x, double *restrict y, int steps) {
  double mx[BLOCK] = {0}, my[BLOCK] = {0}, vx[BLOCK] = {0}, vy[BLOCK] = {0}, power1 = 1, power2 = 1;
  for (int t = 0; t < steps; t++) {
    power1 *= beta1;
    power2 *= beta2;
    /* lr / (1 - beta1^t) * m / (sqrt(v) / c + epsilon), above and below times c. */
    double correction = sqrt(1 - power2), rate = learning_rate / (1 - power1) * correction, least = epsilon * correction;
    for (int i = 0; i < BLOCK; i++) {
      double u = x[i] * x[i] + y[i] - 11, w = x[i] + y[i] * y[i] - 7;
      double gx = 4 * x[i] * u + 2 * w, gy = 2 * u + 4 * y[i] * w;
      mx[i] += (1 - beta1) * (gx - mx[i]);
      my[i] += (1 - beta1) * (gy - my[i]);
      vx[i] = beta2 * vx[i] + (1 - beta2) * gx * gx;
      vy[i] = beta2 * vy[i] + (1 - beta2) * gy * gy;
      x[i] -= rate * mx[i] / (sqrt(vx[i]) + least);
      y[i] -= rate * my[i] / (sqrt(vy[i]) + least);
    }
  }
}

int main(int count, char **arguments) {
  if (count != 5) return 2;
  int side = atoi(arguments[1]), steps = atoi(arguments[2]), rounds = atoi(arguments[3]), starts = side * side;
  double *ends = calloc(2 * starts, sizeof(double)), best = INFINITY;
  for (int round = 0; round < rounds; round++) {
    double begun = now();
    for (int from = 0; from < starts; from += BLOCK) {
      double x[BLOCK] = {0}, y[BLOCK] = {0};
      int some = starts - from < BLOCK ? starts - from : BLOCK;
      for (int i = 0; i < some; i++) {
        x[i] = -5 + 10.0 * ((from + i) % side) / (side - 1);
        y[i] = -5 + 10.0 * ((from + i) / side) / (side - 1);
      }
      race(x, y, steps);
      for (int i = 0; i < some; i++) {
        ends[2 * (from + i)] = x[i];
        ends[2 * (from + i) + 1] = y[i];
      }
    }
    double took = now() - begun;
    if (took < best) best = took;
  }
  FILE *file = fopen(arguments[4], "wb");
  if (file == NULL || fwrite(ends, sizeof(double), 2 * starts, file) != 2 * (size_t)starts || fclose(file) != 0) return 1;
  printf("%.9g\n", best);
  return 0;
}
