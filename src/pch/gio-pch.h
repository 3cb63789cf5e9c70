/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* Compiled once for all files of a room; each still includes what it uses, for b_pch=false. */
#include <gio/gio.h>
