/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

int
main (int argc, char **argv)
{
  return assay_ctl_main (argc, argv);
}
