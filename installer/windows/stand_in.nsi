; Stands in for concerta.exe where the real one cannot be built: it notes what it was called with, and stays open for
; as long as /STAY says, in milliseconds.
Unicode true
!ifdef AMD64
  Target amd64-unicode
!endif
!include FileFunc.nsh
!include LogicLib.nsh
Name "Concerta"
OutFile "${OUT}"
SilentInstall silent
RequestExecutionLevel user
Section
  ${GetParameters} $0
  FileOpen $1 "$EXEDIR\called.txt" a
  FileSeek $1 0 END
  FileWrite $1 "$0$\r$\n"
  FileClose $1
  ${GetOptions} $0 "/STAY=" $2
  ${If} $2 != ""
    Sleep $2
  ${EndIf}
SectionEnd
